//! Names of headers as old servers look for them: `Content-Type`, `SOAPAction`.
//!
//! The crate `http` has names in small letters only, and hyper and ureq write them so. Here the head of a request is changed
//! where it goes out, which takes no more room.

/// Sets the case of the names in a head, and of nothing behind it.
pub(super) fn set_case(head: &mut [u8]) {
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
