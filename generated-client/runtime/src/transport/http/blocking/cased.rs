//! [`Cased`]: names of headers as old servers look for them: `Content-Type`, `SOAPAction`.
//!
//! The crate `http` has names in small letters only, and so has ureq. Here the head of a request is changed where it goes
//! out, which takes no more room.

use std::fmt;

use ureq::Error;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// A connector whose connections write names of headers so, if it `is_on`.
#[derive(Debug)]
pub(super) struct Cased<C> {
    pub(super) inner: C,
    pub(super) is_on: bool,
}

impl<In: Transport, C: Connector<In>> Connector<In> for Cased<C> {
    type Out = CasedTransport<C::Out>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let transport = self.inner.connect(details, chained)?;
        Ok(transport.map(|inner| CasedTransport {
            inner,
            is_on: self.is_on,
            is_head: true,
        }))
    }
}

pub(super) struct CasedTransport<T> {
    inner: T,
    is_on: bool,
    /// Whether the head of a request is what goes out next: behind an answer, and at first.
    is_head: bool,
}

impl<T: Transport> Transport for CasedTransport<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.is_on && std::mem::take(&mut self.is_head) {
            set_case(&mut self.inner.buffers().output()[..amount]);
        }
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.is_head = true;
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

impl<T: fmt::Debug> fmt::Debug for CasedTransport<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

/// Sets the case of the names in a head, and of nothing behind it.
fn set_case(head: &mut [u8]) {
    for line in head.split_mut(|byte| *byte == b'\n').skip(1) {
        let Some(colon) = memchr::memchr(b':', line) else {
            return;
        };
        let name = &mut line[..colon];
        if name == b"soapaction" {
            name.copy_from_slice(b"SOAPAction");
            continue;
        }
        for word in name.split_mut(|byte| *byte == b'-') {
            if let Some(first) = word.first_mut() {
                first.make_ascii_uppercase();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_has_capitals_and_the_body_stays() {
        let mut text = b"POST /a-b HTTP/1.1\r\nhost: a-b:1\r\ncontent-type: text/xml\r\nsoapaction: \"x-y:z\"\r\n\r\n<a-b>\nc-d: e".to_vec();
        set_case(&mut text);
        let expected = "POST /a-b HTTP/1.1\r\nHost: a-b:1\r\nContent-Type: text/xml\r\nSOAPAction: \"x-y:z\"\r\n\r\n<a-b>\nc-d: e";
        assert_eq!(String::from_utf8_lossy(&text), expected);
    }
}
