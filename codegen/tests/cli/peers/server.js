// The shop, by node-soap: WSDL and port.
'use strict';
const fs = require('fs');
const http = require('http');
const soap = require('soap');

const Buy = ({ order }) => {
    if (order.article === 'none') {
        throw { Fault: { faultcode: 'soap:Server', faultstring: 'sold <out>' } };
    }
    return { number: [].concat(order.note).length };
};
const server = http.createServer((_, response) => response.end());
server.listen(Number(process.argv[3]), '127.0.0.1', () => {
    soap.listen(server, '/shop', { Shop: { ShopSoap: { Buy } } }, fs.readFileSync(process.argv[2], 'utf8'));
});
