// A client in the form of generated ones, for the recipes in the crate's documentation.
mod shop {
    use soap_runtime::field::required;
    use soap_runtime::{NoFault, NoHeaders, Operation, OperationInfo, Port, Service, ServiceInfo, SoapVersion};

    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct BuyRequest {
        pub article: Option<String>,
    }
    soap_runtime::setters!(BuyRequest, optional article: String);
    soap_runtime::record!(BuyRequest, {
    article: optional("urn:shop", "article"),
});

    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct BuyResponse {
        pub number: Option<i32>,
    }
    soap_runtime::record!(BuyResponse, {
    number: optional("urn:shop", "number"),
});

    #[derive(Clone, Copy, Debug)]
    pub struct Buy;
    impl Operation for Buy {
        type Request = BuyRequest;
        type Response = BuyResponse;
        type RequestHeaders = NoHeaders;
        type ResponseHeaders = NoHeaders;
        type Fault = NoFault;
        const INFO: OperationInfo = OperationInfo::new("Buy", required("urn:shop", "Buy")).soap_action("urn:shop/Buy").response(required("urn:shop", "BuyResponse"));
    }

    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ListResponse {
        pub articles: Vec<String>,
        pub total: Option<i32>,
    }
    soap_runtime::record!(ListResponse, {
    articles: repeated("urn:shop", "article"),
    total: optional("urn:shop", "total"),
});

    #[derive(Clone, Copy, Debug)]
    pub struct List;
    impl Operation for List {
        type Request = BuyRequest;
        type Response = ListResponse;
        type RequestHeaders = NoHeaders;
        type ResponseHeaders = NoHeaders;
        type Fault = NoFault;
        const INFO: OperationInfo = OperationInfo::new("List", required("urn:shop", "List")).response(required("urn:shop", "ListResponse"));
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Shop;
    impl Service for Shop {
        type RequestHeaders = NoHeaders;
        const INFO: ServiceInfo = ServiceInfo::new("Shop", &[Port::new("Shop", SoapVersion::V12).address("https://shop.example/")]);
    }

    #[derive(Clone, Debug)]
    pub struct ShopClient<T = soap_runtime::DefaultTransport> {
        inner: soap_runtime::Client<Shop, T>,
    }
    soap_runtime::client!(ShopClient, Shop);
    impl<T> ShopClient<T> {
        pub fn buy(&self, request: BuyRequest) -> soap_runtime::Call<'_, Buy, T> {
            self.inner.call(request)
        }

        pub fn list(&self, request: BuyRequest) -> soap_runtime::Call<'_, List, T> {
            self.inner.call(request)
        }
    }

    pub mod operations {
        pub use super::Buy;
    }

    pub mod server {
        soap_runtime::server!(ShopServer, ShopEndpoint, ShopMock, ShopClient, "Shop"; buy expect_buy Buy);
    }

    /// Answers every call, and gives what was sent to `seen`.
    pub fn answering(seen: impl Fn(&str) + Send + Sync + 'static) -> soap_runtime::InProcess {
        soap_runtime::InProcess::new(move |request| {
            let sent = std::str::from_utf8(request.body()).expect("requests are UTF-8");
            seen(sent);
            let mut header = "";
            if sent.contains("wsa:Action") {
                header = "<Header><a:Action xmlns:a='http://www.w3.org/2005/08/addressing' \
                          xmlns:s='http://www.w3.org/2003/05/soap-envelope' s:mustUnderstand='1'>urn:shop/BuyResponse</a:Action></Header>";
            }
            let body = match sent.contains("<List") {
                true => "<ListResponse xmlns='urn:shop'><article>tea</article><article>milk</article><total>2</total></ListResponse>",
                false => "<BuyResponse xmlns='urn:shop'><number>7</number></BuyResponse>",
            };
            let answer = format!(
                "<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'>{header}<Body>{body}</Body></Envelope>"
            );
            http::Response::new(answer.into())
        })
    }
}
