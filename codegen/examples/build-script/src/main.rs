//! Buys something: `cargo run -- https://shop.example/soap`.

// The generated module, as `pub mod shop`. `service.toml` gives it its name.
include!(concat!(env!("OUT_DIR"), "/shop.rs"));
// That of a schema is named after its file.
include!(concat!(env!("OUT_DIR"), "/invoice.rs"));

use shop::{BuyRequest, BuyResponse, Order, ShopClient, Speed};
use soap_runtime::{CallError, Transport};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut client = ShopClient::new();
    if let Some(url) = std::env::args().nth(1) {
        client = client.with_endpoint(url);
    }
    let answer = buy(&client, "tea").await?;
    println!("order {}", answer.number);
    Ok(())
}

/// Buys one of `article`. Works over every transport, so that the test below needs no network.
async fn buy<T: Transport>(client: &ShopClient<T>, article: &str) -> Result<BuyResponse, CallError> {
    let order = Order::new(article, Speed::Fast);
    client.buy(BuyRequest::new(order)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use soap_runtime::InProcess;

    #[test]
    fn an_invoice_is_a_document() {
        use invoice::{Document as _, Invoice};
        let xml = r#"<invoice xmlns="urn:invoice" number="7"><item><sku>926-AA</sku><price>1.50</price></item><due>2024-02-29</due></invoice>"#;
        let mut value = Invoice::from_xml(xml).expect("it is as the schema says");
        assert_eq!(value.item[0].sku, "926-AA");
        assert!(value.to_xml().expect("it is as the schema says").ends_with(xml));
        value.item[0].sku = "926".to_owned();
        let error = value.validate().expect_err("the pattern asks for letters");
        assert!(error.to_string().contains("sku"), "{error}");
    }

    #[tokio::test]
    async fn what_is_bought_has_a_number() {
        let transport = InProcess::new(|request| {
            let sent = std::str::from_utf8(request.body()).unwrap_or_default();
            assert!(sent.contains("<article>tea</article>"), "{sent}");
            http::Response::new(
                r#"<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>
                   <BuyResponse xmlns="urn:shop"><number>7</number></BuyResponse></Body></Envelope>"#
                    .into(),
            )
        });
        let client = ShopClient::with_transport(transport);
        let answer = buy(&client, "tea").await.expect("the answer is as the schema says");
        assert_eq!(answer.number, 7);
    }
}
