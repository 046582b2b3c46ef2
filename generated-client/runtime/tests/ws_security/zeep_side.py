"""zeep with xmlsec as the other side: `make FOLDER` signs plain.xml, `check FOLDER` verifies our messages."""

import pathlib
import sys

import xmlsec
from lxml import etree

from zeep.wsse.signature import BinarySignature, Signature
from zeep.wsse.utils import WSU, get_security_header, get_timestamp

folder = pathlib.Path(sys.argv[2])
files = [str(folder / name) for name in ("client.key", "client.crt")]

if sys.argv[1] == "make":
    methods = {
        "sha1": (xmlsec.Transform.RSA_SHA1, xmlsec.Transform.SHA1),
        "sha256": (xmlsec.Transform.RSA_SHA256, xmlsec.Transform.SHA256),
        "sha512": (xmlsec.Transform.RSA_SHA512, xmlsec.Transform.SHA512),
    }
    for kind in (Signature, BinarySignature):
        for name, (signature, digest) in methods.items():
            envelope = etree.fromstring((folder / "plain.xml").read_bytes())
            timestamp = WSU.Timestamp()
            timestamp.append(WSU.Created(get_timestamp()))
            get_security_header(envelope).append(timestamp)
            kind(*files, signature_method=signature, digest_method=digest).apply(envelope, {})
            (folder / f"{kind.__name__}_{name}.out.xml").write_bytes(etree.tostring(envelope))
else:
    for file in sorted(folder.glob("*.in.xml")):
        try:
            Signature(*files).verify(etree.fromstring(file.read_bytes()))
            print(file.name, "OK")
        except Exception as error:
            print(file.name, "FAILED", repr(error))
