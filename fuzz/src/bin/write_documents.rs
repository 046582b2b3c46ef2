//! Writes documents of the grammar into a folder each, so that `cargo xtask corpus FOLDER` compiles what comes of them.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(n)) = (
        arguments.next(),
        arguments.next().and_then(|it| it.parse::<u64>().ok()),
    ) else {
        eprintln!("usage: write_documents FOLDER NUMBER");
        std::process::exit(2);
    };
    for index in 0..n {
        let mut state = (index + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let choices: Vec<u8> = (0..600)
            .map(|_| {
                state ^= state >> 12;
                state ^= state << 25;
                state ^= state >> 27;
                (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 56) as u8
            })
            .collect();
        let folder = Path::new(&folder).join(format!("made{index:04}"));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(
            folder.join("made.wsdl"),
            fuzz::documents::document(&choices),
        )?;
    }
    Ok(())
}
