<?php
// Calls a stub with PHP's SoapClient: makes arguments of each sample request, sends them, and counts what was read of the
// answer.
//
// Arguments: the address of the WSDL, and a file of samples (one JSON object a line). Prints one JSON object a line.
error_reporting(E_ALL & ~E_DEPRECATED);
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

function say(array $words): void
{
    echo json_encode($words, JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}

/** What an element is in the form that SoapClient takes. */
function value_of(DOMElement $element)
{
    $value = [];
    foreach ($element->attributes as $attribute) {
        if ($attribute->namespaceURI !== XSI) {
            $value[$attribute->localName] = $attribute->value;
        }
    }
    $has_children = false;
    foreach ($element->childNodes as $child) {
        if ($child instanceof DOMElement) {
            $has_children = true;
            $value[$child->localName][] = value_of($child);
        }
    }
    if (!$has_children) {
        return $value === [] ? $element->textContent : $value + ['_' => $element->textContent];
    }
    foreach ($value as $name => $items) {
        if (is_array($items) && count($items) === 1 && array_is_list($items)) {
            $value[$name] = $items[0];
        }
    }
    return $value;
}

/** How many texts and attributes stand below a node. */
function written(DOMNode $node): int
{
    $count = 0;
    foreach ($node->childNodes as $child) {
        if ($child instanceof DOMElement) {
            foreach ($child->attributes as $attribute) {
                $is_own = !str_starts_with((string) $attribute->namespaceURI, 'http://');
                $count += $is_own && !in_array($attribute->localName, ['id', 'href']) ? 1 : 0;
            }
            $count += written($child);
        } elseif ($child instanceof DOMText && trim($child->data) !== '') {
            $count += 1;
        }
    }
    return $count;
}

/** How many values an answer holds. */
function held($value): int
{
    if ($value === null || $value === '') {
        return 0;
    }
    if (is_string($value) && str_starts_with($value, '<')) {
        $document = new DOMDocument();
        return $document->loadXML("<any>$value</any>") ? written($document) : 1;
    }
    if (!is_array($value) && !is_object($value)) {
        return 1;
    }
    return array_sum(array_map('held', (array) $value));
}

function call(SoapClient $client, array $sample): array
{
    $request = new DOMDocument();
    $request->loadXML($sample['envelope'], LIBXML_NOBLANKS);
    $body = $request->getElementsByTagNameNS('*', 'Body')->item(0);
    $inner = $body->firstElementChild;
    $arguments = [];
    foreach ($client->__getFunctions() as $function) {
        if (preg_match('/ (\w+)\((.*)\)$/', $function, $found) && $found[1] === $sample['operation']) {
            preg_match_all('/\$([^ ,)]+)/', $found[2], $parameters);
            break;
        }
    }
    $is_wrapped = count($parameters[1] ?? []) === 1 && ($inner?->firstElementChild?->localName !== $parameters[1][0]);
    if ($is_wrapped) {
        $arguments = [value_of($inner)];
    } elseif ($inner !== null) {
        foreach ($inner->childNodes as $child) {
            if ($child instanceof DOMElement) {
                $arguments[$child->localName] = value_of($child);
            }
        }
        $arguments = array_values($arguments);
    }
    try {
        $result = $client->__soapCall($sample['operation'], $arguments);
    } catch (SoapFault $fault) {
        $said = $fault->getMessage();
        if (str_contains($said, 'SOAP-ERROR: Encoding')) {
            return ['request not written', $said];
        }
        return [$client->__getLastResponse() === null ? 'not called' : 'refused', $said];
    }
    $answer = $client->__getLastResponse();
    if (trim((string) $answer) === '') {
        return ['whole', ''];
    }
    $document = new DOMDocument();
    $document->loadXML($answer, LIBXML_NOBLANKS);
    $had = written($document->getElementsByTagNameNS('*', 'Body')->item(0));
    return held($result) >= $had ? ['whole', ''] : ['partly', 'lost: some of the values'];
}

try {
    $options = ['cache_wsdl' => WSDL_CACHE_NONE, 'trace' => true, 'exceptions' => true];
    $client = @new SoapClient($argv[1], $options);
} catch (SoapFault $fault) {
    say(['stage' => 'not loaded', 'reason' => $fault->getMessage()]);
    exit;
}
say(['stage' => 'loaded', 'reason' => '']);
foreach (file($argv[2]) as $line) {
    $sample = json_decode($line, true);
    [$stage, $reason] = @call($client, $sample);
    say(['operation' => $sample['operation'], 'stage' => $stage, 'reason' => $reason]);
}
