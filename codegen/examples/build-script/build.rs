//! Generates the client of `schemas/shop` and the types of `schemas/invoice.xsd` into `$OUT_DIR`, again whenever a file
//! there changes.

fn main() {
    wsdl_codegen::Config::new("schemas/shop")
        // A warning is something that is left out of the client. Here nobody would see it scroll by.
        .strict(true)
        .generate_to_out_dir();
    // A schema alone gives types that read and write whole documents.
    wsdl_codegen::Config::new("schemas/invoice.xsd").generate_to_out_dir();
}
