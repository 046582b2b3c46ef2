<?php
// The shop, by PHP's SoapServer; `SHOP` names the WSDL.
class Shop
{
    public function Buy($request)
    {
        if ($request->order->article === 'none') {
            throw new SoapFault('Server', 'sold <out>');
        }
        return ['number' => count((array) $request->order->note)];
    }
}
$server = new SoapServer(getenv('SHOP'), ['cache_wsdl' => WSDL_CACHE_NONE]);
$server->setClass('Shop');
$server->handle();
