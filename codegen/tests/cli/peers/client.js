// Calls the stub with node-soap, from the WSDL that it serves.
'use strict';
const soap = require('soap');

(async () => {
    const client = await soap.createClientAsync(process.argv[2]);
    const order = { article: 'tea <&>', speed: 'fast', due: '2024-02-29T00:00:00Z', note: ['a', 'b'] };
    const [answer] = await client.BuyAsync({ order });
    console.log(answer.number);
    try {
        await client.BuyAsync({ order: { ...order, speed: 'warp' } });
    } catch (error) {
        const said = error.root.Envelope.Body.Fault.faultstring;
        console.log(said.includes('warp') ? 'fault' : said);
    }
})().catch((error) => {
    console.error(error);
    process.exit(1);
});
