//! However an answer is cut, a stream gives what is read of the whole.

use std::fmt::Debug;

use soap_runtime::{Call, OperationError, Reply};

use crate::service::*;

/// Every list of the answer, and both ends of it.
const FULL: &str = "<before>1</before>\
    <page title='a>b'><entry id='1'><name>one</name></entry>\n<!-- <entry id='9'/> --><entry id='2'/>\
    <entry id='3'><name><![CDATA[</entry>]]></name><tag>x</tag><tag>y</tag></entry></page>\
    <wrapped><entry id='4'/> <l:entry id='5'><name>fünf</name></l:entry></wrapped>\
    <number>6</number><?pi <number/>?><number>7</number><number>8</number>\
    <circle>9</circle><square>></square><circle>10</circle>\
    <key>a</key><value>1</value><key>b</key><key>c</key><value>3</value>\
    <after>2</after>";

type Answer<I> = Result<(Vec<I>, Reply<List>), (Vec<I>, OperationError<List>)>;

/// What a stream of pieces of `size` bytes gives.
fn streamed<I: 'static>(
    answer: &str,
    size: usize,
    how: impl Fn(Call<'_, List, Pieces>) -> Call<'_, List, Pieces>,
    select: fn(&mut Lists) -> Option<&mut Vec<I>>,
) -> Answer<I> {
    let client = client(answer.to_owned(), size);
    let call = how(client.call::<List>(Ask {}));
    let mut stream = call.stream_within(select).call().expect("a head is there");
    let mut items = Vec::new();
    for item in &mut stream {
        match item {
            Ok(item) => items.push(item),
            Err(error) => return Err((items, error)),
        }
    }
    Ok((items, stream.finish().expect("it has ended well")))
}

/// Holds streams of `answer` against the whole of it, in pieces of all sizes.
fn compare<I: Clone + Debug + PartialEq + 'static>(
    answer: &str,
    how: impl Fn(Call<'_, List, Pieces>) -> Call<'_, List, Pieces>,
    select: fn(&mut Lists) -> Option<&mut Vec<I>>,
) {
    let client = client(answer.to_owned(), 1);
    let whole = how(client.call::<List>(Ask {})).call_for_reply();
    for size in [1, 2, 3, 5, 17, 64, 100, 333, 100_000] {
        let context = format!("in pieces of {size}: {answer}");
        match (streamed(answer, size, &how, select), &whole) {
            (Ok((items, mut reply)), Ok(whole)) => {
                let rest = select(&mut reply.body);
                assert!(rest.is_none_or(|rest| rest.is_empty()), "{context}");
                let mut expected = whole.body.clone();
                let list = select(&mut expected);
                assert_eq!(
                    items,
                    list.map(std::mem::take).unwrap_or_default(),
                    "{context}"
                );
                assert_eq!(reply.body, expected, "{context}");
                assert_eq!(reply.headers, whole.headers, "{context}");
                assert_eq!(reply.deviations, whole.deviations, "{context}");
            }
            (Err((_, error)), Err(whole)) => {
                assert_eq!(error.to_string(), whole.to_string(), "{context}");
            }
            (streamed, whole) => panic!("{streamed:?}, and as a whole {whole:?}: {context}"),
        }
    }
}

fn plain(call: Call<'_, List, Pieces>) -> Call<'_, List, Pieces> {
    call
}

fn compare_all_lists(answer: &str, how: impl Fn(Call<'_, List, Pieces>) -> Call<'_, List, Pieces>) {
    compare(answer, &how, |lists| {
        Some(&mut lists.page.as_mut()?.entries)
    });
    compare(answer, &how, |lists| lists.wrapped.as_mut());
    compare(answer, &how, |lists| Some(&mut lists.numbers));
    compare(answer, &how, |lists| Some(&mut lists.shapes));
    compare(answer, &how, |lists| Some(&mut lists.pairs));
}

#[test]
fn every_list_is_read_as_in_the_whole() {
    compare_all_lists(
        &envelope("<l:failed xmlns:l='urn:lists'>false</l:failed>", FULL),
        plain,
    );
}

#[test]
fn lists_may_be_empty_or_absent() {
    for content in [
        "<before>1</before><after>2</after>",
        "<before>1</before><page title=''/><wrapped/><after>2</after>",
        "<before>1</before><wrapped><!-- none --></wrapped><number>1</number><after>2</after>",
    ] {
        compare_all_lists(&envelope("", content), plain);
    }
}

#[test]
fn deviations_are_those_of_the_whole() {
    let content = "<before>1</before><oh/>\
        <page title='t' more='1'><entry id='1' x='y'/><no/><entry id='2'><name/><what/></entry>text<entry id='3'/></page>\
        <number>1</number><no/><number>2</number><wrapped><no/><entry id='4'/></wrapped><after>2</after><after2/>";
    compare_all_lists(&envelope("", content), plain);
    // Each of them is an error where none is put up with.
    compare_all_lists(&envelope("", content), |call| call.strict(true));
}

#[test]
fn skipped_items_are_those_of_the_whole() {
    let content = "<before>1</before><page title='t'><entry id='no'/><entry id='1'/><entry/><entry id='2'/></page>\
        <number>x</number><number>1</number><number>y</number><after>2</after>";
    compare_all_lists(&envelope("", content), |call| {
        call.reading(|options| options.with_skipped_items(true))
    });
}

#[test]
fn what_is_wrong_is_wrong_at_the_same_place() {
    for content in [
        // In an item, behind them, in front of them.
        "<before>1</before><number>1</number><number>2</number><number>x</number><after>2</after>",
        "<before>1</before><page title='t'><entry id='1'/><entry name='2'/></page><after>2</after>",
        "<before>1</before><number>1</number><number>2</number><after>x</after>",
        "<before>1</before><number>1</number><number>2</number>",
        "<before>x</before><number>1</number><number>2</number><after>2</after>",
        "<number>1</number><number>2</number><after>2</after>",
        "<before>1</before><number>1</number><number>2</numbers><after>2</after>",
        "<before>1</before><number>1</number></l:listResponse></s:Body></s:Envelope><number>",
        "<before>1</before><number>1</number>&no;<number>2</number><after>2</after>",
    ] {
        let select: fn(&mut Lists) -> Option<&mut Vec<i32>> = |lists| Some(&mut lists.numbers);
        compare(&envelope("", content), plain, select);
        compare_all_lists(&envelope("", content), plain);
    }
}

#[test]
fn items_come_before_the_error() {
    let content = "<before>1</before><number>1</number><number>2</number><number>x</number>";
    for size in [1, 50] {
        let select: fn(&mut Lists) -> Option<&mut Vec<i32>> = |lists| Some(&mut lists.numbers);
        let (items, error) = streamed(&envelope("", content), size, plain, select).unwrap_err();
        assert_eq!(items, [1, 2]);
        let text = error.to_string();
        assert!(
            text.contains("/Envelope/Body/listResponse/number"),
            "{text}"
        );
    }
}

#[test]
fn an_answer_that_breaks_off_is_an_error() {
    let whole = envelope("", FULL);
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let select: fn(&mut Lists) -> Option<&mut Vec<Entry>> =
            |lists| Some(&mut lists.page.as_mut()?.entries);
        let streamed = streamed(&whole[..end], 7, plain, select);
        assert!(streamed.is_err(), "{}", &whole[..end]);
    }
}

#[test]
fn faults_and_failures_are_heard_wherever_they_stand() {
    let fault =
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>no more</faultstring></s:Fault>";
    let list = "<before>1</before><number>1</number><number>2</number><after>2</after>";
    let late = envelope("", list).replace("</s:Body>", &format!("{fault}</s:Body>"));
    let early = envelope("", list).replace("<s:Body>", &format!("<s:Body>{fault}"));
    let alone = envelope("", "").replace(
        "<l:listResponse xmlns:l='urn:lists' xmlns='urn:lists'></l:listResponse>",
        fault,
    );
    let failed = envelope("<failed xmlns='urn:lists'>true</failed>", list);
    let behind = envelope("", list).replace(
        "</s:Body>",
        "</s:Body><failed xmlns='urn:lists'>true</failed>",
    );
    for answer in [late, early, alone, failed, behind] {
        compare(&answer, plain, |lists| Some(&mut lists.numbers));
    }
}

#[test]
fn a_header_block_that_is_not_understood_stops_the_stream_before_its_items() {
    let block = "<x:Seal xmlns:x='urn:seal' s:mustUnderstand='1'/>";
    let answer = envelope(
        block,
        "<before>1</before><number>1</number><number>2</number><after>2</after>",
    );
    for size in [1, 100_000] {
        let select: fn(&mut Lists) -> Option<&mut Vec<i32>> = |lists| Some(&mut lists.numbers);
        let (items, error) = streamed(&answer, size, plain, select).unwrap_err();
        assert_eq!(error.kind(), soap_runtime::ErrorKind::NotUnderstood);
        assert_eq!(items, []);
    }
    compare(
        &answer,
        |call| call.reading(|options| options.with_understood("urn:seal")),
        |lists| Some(&mut lists.numbers),
    );
}
