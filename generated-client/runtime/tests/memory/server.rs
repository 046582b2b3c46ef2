//! A server that makes up its answers as it sends them, so that no memory holds them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

pub(crate) const NS: &str = "urn:large";

/// Bytes that are written at a time.
const PIECE: usize = 32 << 10;

/// Serves answers of about `n_bytes` bytes, each connection in a thread.
pub(crate) fn serve(n_bytes: u64) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            // A client that goes away is no failure of the server.
            std::thread::spawn(move || answer(&stream, n_bytes).ok());
        }
    });
    address
}

fn answer(stream: &TcpStream, n_bytes: u64) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    let mut length = 0;
    while !head.ends_with("\r\n\r\n") {
        let start = head.len();
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
        if let Some(value) = head[start..]
            .to_ascii_lowercase()
            .strip_prefix("content-length:")
        {
            length = value.trim().parse().unwrap();
        }
    }
    std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink())?;
    let mut out = Chunked(stream);
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )?;
    items(&mut out, n_bytes)?;
    stream.write_all(b"0\r\n\r\n")
}

/// An envelope with as many entries as fill `n_bytes`.
fn items(out: &mut Chunked<'_>, n_bytes: u64) -> std::io::Result<()> {
    let mut text = format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><listResponse xmlns='{NS}'>"
    );
    let (mut n_written, mut n_entries) = (0, 0);
    while n_written < n_bytes {
        text += &format!(
            "<entry id=\"{n_entries}\"><name>The entry of number {n_entries}, &amp; no other</name>\
             <price>{}.95</price><tag>red</tag><tag>large</tag></entry>\n",
            n_entries % 1_000
        );
        n_entries += 1;
        if text.len() >= PIECE {
            n_written += text.len() as u64;
            out.send(text.as_bytes())?;
            text.clear();
        }
    }
    text += &format!("<total>{n_entries}</total></listResponse></s:Body></s:Envelope>");
    out.send(text.as_bytes())
}

/// `Transfer-Encoding: chunked`.
struct Chunked<'s>(&'s TcpStream);

impl Chunked<'_> {
    fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        write!(self.0, "{:x}\r\n", bytes.len())?;
        self.0.write_all(bytes)?;
        self.0.write_all(b"\r\n")
    }
}
