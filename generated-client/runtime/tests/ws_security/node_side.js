// node-soap as the other side: `make FOLDER` signs plain.xml, `check FOLDER` verifies our messages with its xml-crypto.

const fs = require("fs");
const path = require("path");
const { SignedXml } = require("xml-crypto");
const { DOMParser } = require("@xmldom/xmldom");
const { WSSecurityCert } = require("soap");

const [what, folder] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");

if (what === "make") {
    const methods = ["rsa-sha256", "rsa-sha512"].map((it) => "http://www.w3.org/2001/04/xmldsig-more#" + it);
    for (const method of methods.concat("http://www.w3.org/2000/09/xmldsig#rsa-sha1")) {
        for (const useSignatureConfig of [0, 1]) {
            const options = { hasTimeStamp: true, signatureAlgorithm: method };
            if (useSignatureConfig) {
                options.signatureTransformations = ["http://www.w3.org/2001/10/xml-exc-c14n#"];
            }
            const security = new WSSecurityCert(read("client.key"), read("client.crt"), "", options);
            const text = security.postProcess(read("plain.xml").replace(/^<\?xml.*?\?>/, ""), "soap");
            const name = method.split("#")[1] + "-" + useSignatureConfig + ".out.xml";
            fs.writeFileSync(path.join(folder, name), text);
        }
    }
} else {
    for (const name of fs.readdirSync(folder).filter((it) => it.endsWith(".in.xml")).sort()) {
        let isValid;
        try {
            const text = read(name);
            const document = new DOMParser().parseFromString(text, "text/xml");
            const signed = new SignedXml({ publicCert: read("client.crt"), idMode: "wssecurity" });
            signed.loadSignature(document.getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "Signature")[0]);
            isValid = signed.checkSignature(text);
        } catch (error) {
            isValid = false;
            console.error(name, error);
        }
        console.log(name, isValid ? "OK" : "FAILED");
    }
}
