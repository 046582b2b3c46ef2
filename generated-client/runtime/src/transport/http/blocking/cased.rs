//! [`Cased`]: connections that write names of headers as old servers look for them.

use std::fmt;

use ureq::Error;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

use super::super::case::set_case;

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
