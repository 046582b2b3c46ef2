//! Connections of the blocking transport: TCP, a proxy's tunnel, and TLS with our own settings.
//!
//! ureq's own TLS takes either the system's roots or others; this takes both, and tells what broke before anything was sent
//! from what broke later.

use std::error::Error as StdError;
use std::fmt;
use std::io::{Read, Write};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout,
    TcpConnector, Transport, TransportAdapter,
};

use crate::opaque::opaque;

/// Connects as `config` says.
pub(super) fn connector(config: Arc<ClientConfig>) -> impl Connector {
    let plain = ().chain(ConnectProxyConnector::default()).chain(TcpConnector::default());
    Marked(plain.chain(Tls(config)))
}

/// Why there is no connection: nothing was sent.
#[derive(Debug)]
pub(super) struct Unconnected {
    pub(super) is_tls: bool,
    source: Error,
}

impl fmt::Display for Unconnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl StdError for Unconnected {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

/// A connector whose errors are [`Unconnected`].
#[derive(Debug)]
struct Marked<C>(C);

impl<In: Transport, C: Connector<In>> Connector<In> for Marked<C> {
    type Out = C::Out;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        self.0.connect(details, chained).map_err(|source| {
            // A connection that is part of another one is marked already.
            if matches!(&source, Error::Other(cause) if cause.is::<Unconnected>()) {
                return source;
            }
            let is_tls = match &source {
                Error::Tls(_) => true,
                Error::Io(error) => (error.get_ref()).is_some_and(|it| it.is::<rustls::Error>()),
                _ => false,
            };
            Error::Other(Box::new(Unconnected { is_tls, source }))
        })
    }
}

struct Tls(Arc<ClientConfig>);

opaque!(Tls);

impl<In: Transport> Connector<In> for Tls {
    type Out = Either<In, TlsTransport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let Some(plain) = chained else {
            return Ok(None);
        };
        if !details.needs_tls() || plain.is_tls() {
            return Ok(Some(Either::A(plain)));
        }
        let host = details.uri.host().unwrap_or_default();
        let host = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let name = ServerName::try_from(host).map_err(|_| Error::Tls("the host is no name"))?;
        let broken = |error: rustls::Error| Error::Io(std::io::Error::other(error));
        let mut connection = ClientConnection::new(Arc::clone(&self.0), name).map_err(broken)?;
        let mut socket = TransportAdapter::new(plain.boxed(), details.current_time.clone());
        socket.set_timeout(details.timeout);
        connection.complete_io(&mut socket)?;
        let buffers = LazyBuffers::new(
            details.config.input_buffer_size(),
            details.config.output_buffer_size(),
        );
        Ok(Some(Either::B(TlsTransport {
            buffers,
            stream: StreamOwned::new(connection, socket),
        })))
    }
}

/// A connection in TLS.
struct TlsTransport {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

opaque!(TlsTransport);

impl Transport for TlsTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.get_mut().set_timeout(timeout);
        let output = &self.buffers.output()[..amount];
        self.stream.write_all(output)?;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.get_mut().set_timeout(timeout);
        let input = self.buffers.input_append_buf();
        let amount = self.stream.read(input)?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.get_mut().get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}
