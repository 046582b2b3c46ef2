//! Generates the client of `schemas/shop` into `$OUT_DIR`, again whenever a file there changes.

fn main() {
    wsdl_codegen::Config::new("schemas/shop")
        // A warning is something that is left out of the client. Here nobody would see it scroll by.
        .strict(true)
        .generate_to_out_dir();
}
