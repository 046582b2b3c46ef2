"""Calls a stub with zeep: reads each sample request, writes it again, sends it, and reads the answer.

Arguments: the address of the WSDL, and a file of samples (one JSON object a line). Prints one JSON object a line.
"""

import json
import sys
from collections import Counter
from urllib.parse import quote

import zeep
from lxml import etree
from zeep.xsd import CompoundValue

NOT_VALUES = ("{http://www.w3.org/2001/XMLSchema-instance}", "{http://www.w3.org/2003/05/soap-", "{http://schemas.xmlsoap.org/soap/")


class Transport(zeep.Transport):
    """Loads from the stub what zeep would fetch from the W3C and others without being told where it is."""

    def load(self, url):
        stub = sys.argv[1].split("?")[0]
        return super().load(url if url.startswith(stub) else f"{stub}?builtin={quote(url, safe='')}")


def say(**words):
    print(json.dumps(words), flush=True)


def reason(error):
    return f"{type(error).__name__}: {error}"


def names(body):
    """The names of the texts and attributes in a body."""
    found = Counter()
    for element in body.iter(etree.Element):
        if (element.text or "").strip() and not len(element):
            found[etree.QName(element).localname] += 1
        for name in element.keys():
            if not name.startswith(NOT_VALUES) and name not in ("id", "href"):
                found["@" + etree.QName(name).localname] += 1
    return found


def read(message, envelope):
    body = envelope.find("soap-env:Body", namespaces=message.nsmap)
    if message.body is None:
        return None
    return message._deserialize_body(body)["body"]


def lost(message, value, body):
    """What of a body is not in the value that was read from it."""
    written = etree.Element("written")
    if message.body is not None and value is not None:
        # An empty element of a complex type is read as nothing, and nothing is lost then.
        validate, zeep.xsd.Element.validate = zeep.xsd.Element.validate, lambda *_: None
        try:
            message.body.render(written, value)
        finally:
            zeep.xsd.Element.validate = validate
    return list(names(body) - names(written))


def call(client, sample):
    proxy = client.bind(sample["service"], sample["port"])
    binding = proxy._binding
    operation = binding.get(sample["operation"])
    envelope = etree.fromstring(sample["envelope"].encode())
    try:
        value = read(operation.input, envelope)
    except Exception as error:
        return "request not read", reason(error)
    args, kwargs = [], {}
    if isinstance(value, CompoundValue):
        kwargs = dict(value.__values__)
    elif value is not None:
        args = [value]
    try:
        headers = operation.input._deserialize_headers(
            envelope.find("soap-env:Header", namespaces=operation.input.nsmap))
        if headers:
            kwargs["_soapheaders"] = dict(headers["header"].__values__)
        parts = binding._create(operation.name, args, kwargs, client=client, options=proxy._binding_options)
    except Exception as error:
        return "request not written", reason(error)
    address = proxy._binding_options["address"]
    response = client.transport.post_xml(address, *parts)
    if response.status_code in (201, 202) and not response.content:
        return "whole", ""
    try:
        answer = etree.fromstring(response.content)
    except etree.XMLSyntaxError as error:
        return "answer not read", f"{response.status_code} {reason(error)}"
    try:
        if response.status_code != 200:
            binding.process_error(answer, operation)
        if operation.output is None:
            return "whole", ""
        body = answer.find("soap-env:Body", namespaces=operation.output.nsmap)
        copy = etree.fromstring(response.content)
        missing = lost(operation.output, read(operation.output, copy), body)
    except zeep.exceptions.Fault as fault:
        return "refused", str(fault.message)
    except Exception as error:
        return "answer not read", reason(error)
    return ("partly", "lost: " + ", ".join(sorted(missing)[:4])) if missing else ("whole", "")


def main():
    try:
        client = zeep.Client(sys.argv[1], transport=Transport())
    except Exception as error:
        say(stage="not loaded", reason=reason(error))
        return
    say(stage="loaded", reason="")
    for line in open(sys.argv[2], encoding="utf-8"):
        sample = json.loads(line)
        try:
            stage, why = call(client, sample)
        except Exception as error:
            stage, why = "not called", reason(error)
        say(operation=sample["operation"], stage=stage, reason=why)


main()
