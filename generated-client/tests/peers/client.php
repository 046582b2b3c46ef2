<?php
// Calls the mocked service with PHP's SoapClient: WSDL, address and version of SOAP, any number of times.
foreach (array_chunk(array_slice($argv, 1), 3) as [$wsdl, $address, $version]) {
    $client = new SoapClient($wsdl, [
        'location' => $address,
        'soap_version' => $version === '1.2' ? SOAP_1_2 : SOAP_1_1,
        'cache_wsdl' => WSDL_CACHE_NONE,
    ]);
    $login = $client->login(['sEmail' => 'ann@example.com', 'sPassword' => 'p<&>"ß']);
    echo $login->loginResult, "\n";
    $account = $client->getAccount([]);
    $email = $account->sEmail ?? 'None';
    echo "$account->getAccountResult $account->iAccountID $account->sOrganization $email\n";
    try {
        $client->getAccount([]);
    } catch (SoapFault $fault) {
        echo $fault->getMessage(), "\n";
    }
}
