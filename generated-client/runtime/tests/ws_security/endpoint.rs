//! An endpoint behind WS-Security: it gets what was believed, and knows of whom.

use std::time::Duration;

use soap_runtime::server::{Answer, Endpoint, Secured, respond};
use soap_runtime::ws_security::{Part, Security, Trust};
use soap_runtime::{CallError, Client, FaultKind};

use crate::keys::keys;
use crate::service::{Order, Orders, Plain};
use crate::signing::order;

/// A service that knows nothing of security but who asks.
struct Service;

impl Endpoint for Service {
    async fn handle(&self, request: http::Request<bytes::Bytes>) -> http::Response<bytes::Bytes> {
        respond::<Plain, _>(request, |incoming| async move {
            let verified = incoming.verified.unwrap();
            let body = Order {
                article: incoming.body.article,
                note: verified.signer().map(|it| it.subject().to_owned()),
            };
            Ok(Answer::new(body))
        })
        .await
    }
}

#[tokio::test]
async fn an_endpoint_gets_what_was_believed() {
    let keys = keys();
    let security = Security::new()
        .with_identity(keys.service.identity())
        .with_trust(Trust::pinned([keys.client.certificate()]))
        .with_timestamp(Duration::from_secs(60))
        .with_demanded_encryption(Part::Body)
        .with_encrypted(Part::Body);
    let transport = Secured::new(Service, security).into_transport();
    let client_side = || {
        Security::new()
            .with_identity(keys.client.identity())
            .with_recipient(keys.service.certificate())
            .with_timestamp(Duration::from_secs(60))
            .with_trust(Trust::pinned([keys.service.certificate()]))
            .with_demanded_encryption(Part::Body)
    };
    let client = Client::<Orders, _>::new(transport.clone()).with_security(client_side());
    let answer = client.call::<Plain>(order()).await.unwrap();
    assert_eq!(answer.article, order().article);
    assert_eq!(
        answer.note,
        Some(keys.client.certificate().subject().to_owned())
    );
    let stranger = client_side()
        .with_identity(keys.stranger.identity())
        .with_unsigned_faults();
    let client = Client::<Orders, _>::new(transport).with_security(stranger);
    match client.call::<Plain>(order()).await {
        Err(CallError::Fault(fault)) => {
            assert_eq!(fault.kind(), FaultKind::Sender);
            assert_eq!(fault.reason(), "the request is not believed");
        }
        other => panic!("{other:?}"),
    }
}
