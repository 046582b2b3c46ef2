<?php
// Calls the stub with PHP's SoapClient, from the WSDL that it serves.
$client = new SoapClient($argv[1], ['cache_wsdl' => WSDL_CACHE_NONE]);
$order = ['article' => 'tea <&>', 'speed' => 'fast', 'due' => '2024-02-29T00:00:00Z', 'note' => ['a', 'b']];
echo $client->Buy(['order' => $order])->number, "\n";
try {
    $client->Buy(['order' => ['article' => 'tea', 'speed' => 'fast', 'due' => 'tomorrow']]);
} catch (SoapFault $fault) {
    echo str_contains($fault->getMessage(), 'tomorrow') ? 'fault' : $fault->getMessage(), "\n";
}
