// Apache WSS4J 1.6 as the other side: `make FOLDER` writes messages, `check FOLDER` reads ours and says what it found.

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.ws.security.WSConstants;
import org.apache.ws.security.WSDataRef;
import org.apache.ws.security.WSEncryptionPart;
import org.apache.ws.security.WSPasswordCallback;
import org.apache.ws.security.WSSConfig;
import org.apache.ws.security.WSSecurityEngine;
import org.apache.ws.security.WSSecurityEngineResult;
import org.apache.ws.security.components.crypto.Merlin;
import org.apache.ws.security.message.WSSecEncrypt;
import org.apache.ws.security.message.WSSecHeader;
import org.apache.ws.security.message.WSSecSignature;
import org.apache.ws.security.message.WSSecTimestamp;
import org.apache.ws.security.message.WSSecUsernameToken;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

public class Wss4j {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String WSA = "http://www.w3.org/2005/08/addressing";
    static final CallbackHandler PASSWORDS = callbacks -> {
        for (Callback callback : callbacks) {
            WSPasswordCallback it = (WSPasswordCallback) callback;
            it.setPassword(it.getUsage() == WSPasswordCallback.USERNAME_TOKEN ? "secret" : "changeit");
        }
    };

    public static void main(String[] arguments) throws Exception {
        File folder = new File(arguments[1]);
        Merlin crypto = new Merlin();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (String name : new String[] {"client", "service", "curve256", "curve384"}) {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(read(folder, name + ".crt").getBytes()));
            String pem = read(folder, name + ".key").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            String kind = name.startsWith("curve") ? "EC" : "RSA";
            PrivateKey key = KeyFactory.getInstance(kind)
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            store.setKeyEntry(name, key, "changeit".toCharArray(), new Certificate[] {certificate});
        }
        crypto.setKeyStore(store);
        if (arguments[0].equals("make")) {
            make(folder, crypto);
        } else {
            check(folder, crypto);
        }
    }

    static String read(File folder, String name) throws Exception {
        return new String(Files.readAllBytes(new File(folder, name).toPath()), StandardCharsets.UTF_8);
    }

    static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void check(File folder, Merlin crypto) throws Exception {
        File[] files = folder.listFiles((it, name) -> name.endsWith(".in.xml"));
        Arrays.sort(files);
        for (File file : files) {
            try {
                Document document = parse(read(folder, file.getName()));
                WSSConfig config = WSSConfig.getNewInstance();
                // A busy machine takes its time from the first message that is written to the last that is read.
                config.setTimeStampTTL(3600);
                config.setUtTTL(3600);
                config.setWsiBSPCompliant(!file.getName().contains("Certificate"));
                WSSecurityEngine engine = new WSSecurityEngine();
                engine.setWssConfig(config);
                StringBuilder found = new StringBuilder();
                for (WSSecurityEngineResult it : engine.processSecurityHeader(document, null, PASSWORDS, crypto, crypto)) {
                    found.append(" action=").append(it.get(WSSecurityEngineResult.TAG_ACTION));
                    List<?> references = (List<?>) it.get(WSSecurityEngineResult.TAG_DATA_REF_URIS);
                    for (Object reference : references == null ? new ArrayList<>() : references) {
                        found.append(" ref=").append(((WSDataRef) reference).getName().getLocalPart());
                    }
                }
                String article = document.getElementsByTagNameNS("urn:orders", "article").item(0).getTextContent();
                System.out.println(file.getName() + " OK" + found + " article=" + article);
            } catch (Exception error) {
                System.out.println(file.getName() + " FAILED " + error + " " + error.getCause());
            }
        }
    }

    static void make(File folder, Merlin crypto) throws Exception {
        int[] references = {
            WSConstants.BST_DIRECT_REFERENCE, WSConstants.ISSUER_SERIAL, WSConstants.SKI_KEY_IDENTIFIER,
            WSConstants.THUMBPRINT_IDENTIFIER, WSConstants.X509_KEY_IDENTIFIER,
        };
        String more = "http://www.w3.org/2001/04/xmldsig-more#";
        String[][] signers = {
            {"client", more + "rsa-sha256"}, {"client", more + "rsa-sha512"},
            {"client", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"},
            {"curve256", more + "ecdsa-sha256"}, {"curve384", more + "ecdsa-sha384"},
        };
        String[] ciphers = {
            null, WSConstants.AES_128_GCM, WSConstants.AES_256_GCM, WSConstants.AES_128, WSConstants.AES_256,
        };
        for (String[] signer : signers) {
            for (int reference : references) {
                for (String cipher : ciphers) {
                    String algorithm = signer[1].substring(signer[1].indexOf('#') + 1);
                    String mode = cipher == null ? "plain" : cipher.substring(cipher.indexOf('#') + 1);
                    for (boolean before : new boolean[] {false, true}) {
                        if (before && cipher == null) {
                            continue;
                        }
                        String name = signer[0] + "_" + algorithm + "_" + reference + "_" + mode + (before ? "_before" : "");
                        Document document = message(folder, crypto, signer, reference, cipher, before);
                        Files.write(new File(folder, name + ".out.xml").toPath(), text(document).getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    static Document message(File folder, Merlin crypto, String[] signer, int reference, String cipher, boolean before) throws Exception {
        Document document = parse(read(folder, "plain.xml"));
        WSSConfig config = WSSConfig.getNewInstance();
        WSSecHeader header = new WSSecHeader();
        header.insertSecurityHeader(document);
        WSSecTimestamp timestamp = new WSSecTimestamp(config);
        timestamp.setTimeToLive(3600);
        timestamp.build(document, header);
        WSSecUsernameToken user = new WSSecUsernameToken(config);
        user.setPasswordType(WSConstants.PASSWORD_DIGEST);
        user.setUserInfo("alice", "secret");
        user.build(document, header);
        WSSecEncrypt encrypt = new WSSecEncrypt(config);
        encrypt.setUserInfo("service");
        encrypt.setKeyIdentifierType(reference);
        encrypt.setKeyEncAlgo(WSConstants.KEYTRANSPORT_RSAOEP);
        encrypt.setSymmetricEncAlgorithm(cipher == null ? WSConstants.AES_256 : cipher);
        encrypt.setParts(new ArrayList<>(Arrays.asList(new WSEncryptionPart("Body", SOAP, "Content"), new WSEncryptionPart("To", WSA, "Header"))));
        if (cipher != null && before) {
            document = encrypt.build(document, crypto, header);
        }
        WSSecSignature sign = new WSSecSignature(config);
        sign.setUserInfo(signer[0], "changeit");
        sign.setKeyIdentifierType(reference);
        sign.setSignatureAlgorithm(signer[1]);
        boolean sha1 = signer[1].endsWith("sha1");
        sign.setDigestAlgo(sha1 ? WSConstants.SHA1 : "http://www.w3.org/2001/04/xmlenc#sha256");
        List<WSEncryptionPart> parts = new ArrayList<>();
        parts.add(new WSEncryptionPart("Body", SOAP, "Content"));
        parts.add(new WSEncryptionPart("Timestamp", WSConstants.WSU_NS, ""));
        parts.add(new WSEncryptionPart("UsernameToken", WSConstants.WSSE_NS, ""));
        parts.add(before && cipher != null
            ? new WSEncryptionPart("EncryptedHeader", WSConstants.WSSE11_NS, "")
            : new WSEncryptionPart("To", WSA, ""));
        sign.setParts(parts);
        document = sign.build(document, crypto, header);
        if (cipher != null && !before) {
            document = encrypt.build(document, crypto, header);
        }
        return document;
    }

    static String text(Document document) throws Exception {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter writer = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(writer));
        return writer.toString();
    }
}
