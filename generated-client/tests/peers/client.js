// Calls the mocked service with node-soap: WSDL, address and version of SOAP, any number of times.
'use strict';
const soap = require('soap');

async function call(wsdl, address, version) {
    const client = await soap.createClientAsync(wsdl, { forceSoap12Headers: version === '1.2', endpoint: address });
    const [login] = await client.loginAsync({ sEmail: 'ann@example.com', sPassword: 'p<&>"ß' });
    console.log(login.loginResult);
    const [account] = await client.getAccountAsync({});
    const { getAccountResult, iAccountID, sOrganization, sEmail } = account;
    console.log(getAccountResult, iAccountID, sOrganization, sEmail === undefined ? 'None' : sEmail);
    try {
        await client.getAccountAsync({});
    } catch (error) {
        const { faultstring, Reason } = error.root.Envelope.Body.Fault;
        const text = Reason && Reason.Text;
        console.log(faultstring || (text && text.$value) || text);
    }
}

(async () => {
    const all = process.argv.slice(2);
    for (let index = 0; index < all.length; index += 3) {
        await call(...all.slice(index, index + 3));
    }
})().catch((error) => {
    console.error(error);
    process.exit(1);
});
