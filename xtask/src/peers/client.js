// Calls a stub with node-soap: reads each sample request, sends it, and counts what was read of the answer.
//
// Arguments: the address of the WSDL, and a file of samples (one JSON object a line). Prints one JSON object a line.
'use strict';
const fs = require('fs');
const sax = require('sax');
const soap = require('soap');

const say = (words) => console.log(JSON.stringify(words));

/** How many texts and attributes stand in the body of an envelope. */
function written(xml) {
    let inBody = false;
    let count = 0;
    let text = '';
    const parser = sax.parser(true, { xmlns: true });
    parser.onerror = (error) => { throw error; };
    parser.onopentag = (tag) => {
        text = '';
        if (tag.local === 'Body' && !inBody) { inBody = true; return; }
        if (!inBody) { return; }
        const isOwn = ({ prefix, uri, local }) =>
            prefix !== 'xmlns' && local !== 'xmlns' && local !== 'id' && local !== 'href'
            && !uri.startsWith('http://www.w3.org/') && !uri.startsWith('http://schemas.xmlsoap.org/');
        count += Object.values(tag.attributes).filter(isOwn).length;
    };
    parser.ontext = parser.oncdata = (part) => { text += part; };
    parser.onclosetag = () => {
        if (inBody && text.trim() !== '') { count += 1; }
        text = '';
    };
    parser.write(xml).close();
    return count;
}

/** How many values an object holds. */
function held(value) {
    if (value === null || value === undefined || value === '') { return 0; }
    if (value instanceof Date || typeof value !== 'object') { return 1; }
    return Object.entries(value)
        .filter(([name]) => !/^(xmlns|xsi):?/.test(name) && name !== 'id' && name !== 'href')
        .reduce((sum, [, inner]) => sum + held(inner), 0);
}

/** What was read, as callers write it: node-soap reads a time as a Date, and writes none. */
function argument(value) {
    if (value instanceof Date) { return value.toISOString(); }
    if (value === null || typeof value !== 'object') { return value; }
    if (Array.isArray(value)) { return value.map(argument); }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, argument(inner)]));
}

async function call(client, sample) {
    let args;
    try {
        const body = client.wsdl.xmlToObject(sample.envelope).Body;
        args = argument(Object.values(body ?? {})[0] ?? {});
    } catch (error) {
        return ['request not read', String(error.message)];
    }
    const method = client[sample.service]?.[sample.port]?.[sample.operation];
    if (method === undefined) { return ['not called', 'there is no such method']; }
    let answered;
    try {
        answered = await new Promise((resolve, reject) => {
            method(args, (error, result, raw) => (error ? reject(error) : resolve([result, raw])));
        });
    } catch (error) {
        const fault = error.root?.Envelope?.Body?.Fault;
        if (fault === undefined) { return ['answer not read', String(error.message)]; }
        return ['refused', String(fault.faultstring ?? fault.Reason?.Text?.$value ?? fault.Reason?.Text)];
    }
    const [result, raw] = answered;
    const [had, has] = [raw ? written(raw) : 0, held(result)];
    return has >= had ? ['whole', ''] : ['partly', 'lost: some of the values'];
}

(async () => {
    let client;
    try {
        client = await soap.createClientAsync(process.argv[2]);
    } catch (error) {
        say({ stage: 'not loaded', reason: String(error.message) });
        return;
    }
    say({ stage: 'loaded', reason: '' });
    for (const line of fs.readFileSync(process.argv[3], 'utf8').split('\n').filter(Boolean)) {
        const sample = JSON.parse(line);
        let [stage, reason] = ['', ''];
        try {
            [stage, reason] = await call(client, sample);
        } catch (error) {
            [stage, reason] = ['not called', String(error.message)];
        }
        say({ operation: sample.operation, stage, reason });
    }
})();
