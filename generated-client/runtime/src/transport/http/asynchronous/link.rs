//! [`Link`]: a connection for requests, which writes names of headers in capitals where that is asked for.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::super::case::set_case;

/// A connection to a host or a proxy; to the latter by TLS where its URL says so.
pub(super) type Near = MaybeHttpsStream<TokioIo<TcpStream>>;

/// A connection to a host or to a proxy that reads requests, or through one that does not.
pub(super) struct Link {
    stream: MaybeHttpsStream<Near>,
    is_read_by_proxy: bool,
    is_cased: bool,
    /// Whether the head of a request is what goes out next: behind an answer, and at first.
    is_head: bool,
}

impl Link {
    pub(super) fn new(
        stream: MaybeHttpsStream<Near>,
        is_read_by_proxy: bool,
        is_cased: bool,
    ) -> Self {
        // HTTP/2 has no names in capitals.
        let is_cased = is_cased && !stream.connected().is_negotiated_h2();
        Self {
            stream,
            is_read_by_proxy,
            is_cased,
            is_head: true,
        }
    }

    fn stream(self: Pin<&mut Self>) -> Pin<&mut MaybeHttpsStream<Near>> {
        Pin::new(&mut self.get_mut().stream)
    }
}

impl Connection for Link {
    fn connected(&self) -> Connected {
        self.stream.connected().proxy(self.is_read_by_proxy)
    }
}

impl Read for Link {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let read = self.as_mut().stream().poll_read(context, buffer);
        self.is_head |= read.is_ready();
        read
    }
}

impl Write for Link {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if !self.is_cased || !self.is_head {
            return self.stream().poll_write(context, bytes);
        }
        let mut cased = bytes.to_vec();
        set_case(&mut cased);
        let written = self.as_mut().stream().poll_write(context, &cased);
        self.is_head = written.is_pending();
        written
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write_vectored(context, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        !self.is_cased && self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(context)
    }
}
