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
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let n_read = read_body(&mut reader, &head.to_ascii_lowercase())?;
    let path = head.split(' ').nth(1).unwrap_or_default();
    let content_type = match path {
        "/parts" => "multipart/related; type=\"application/xop+xml\"; boundary=b",
        _ => "text/xml",
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )?;
    let mut out = Chunked(stream);
    match path {
        "/parts" => parts(&mut out, n_bytes)?,
        "/upload" => out.send(envelope(&format!("<total>{n_read}</total>")).as_bytes())?,
        _ => items(|bytes| out.send(bytes), n_bytes)?,
    }
    stream.write_all(b"0\r\n\r\n")
}

/// Reads the body of a request, and gives how many bytes it has.
fn read_body(reader: &mut impl BufRead, head: &str) -> std::io::Result<u64> {
    if let Some(length) = head.split("content-length: ").nth(1) {
        let length = length.lines().next().unwrap().trim().parse().unwrap();
        return std::io::copy(&mut reader.take(length), &mut std::io::sink());
    }
    let mut n_read = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let length = u64::from_str_radix(line.trim(), 16).unwrap();
        n_read += std::io::copy(&mut reader.take(length), &mut std::io::sink())?;
        reader.read_line(&mut line)?;
        if length == 0 {
            return Ok(n_read);
        }
    }
}

fn envelope(content: &str) -> String {
    format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><listResponse xmlns='{NS}'>{content}\
         </listResponse></s:Body></s:Envelope>"
    )
}

/// A package with one part beside the envelope, of `n_bytes` bytes.
fn parts(out: &mut Chunked<'_>, n_bytes: u64) -> std::io::Result<()> {
    let root = envelope("<total>1</total>");
    let head = format!(
        "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\n\r\n{root}\r\n--b\r\nContent-ID: <1@x>\r\n\r\n"
    );
    out.send(head.as_bytes())?;
    let piece: Vec<u8> = (0..PIECE).map(|it| it as u8).collect();
    for _ in 0..n_bytes / PIECE as u64 {
        out.send(&piece)?;
    }
    out.send(b"\r\n--b--\r\n")
}

/// An envelope with as many entries as fill `n_bytes`.
pub(crate) fn items(
    mut send: impl FnMut(&[u8]) -> std::io::Result<()>,
    n_bytes: u64,
) -> std::io::Result<()> {
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
            send(text.as_bytes())?;
            text.clear();
        }
    }
    text += &format!("<total>{n_entries}</total></listResponse></s:Body></s:Envelope>");
    send(text.as_bytes())
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
