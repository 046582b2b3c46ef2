//! Attachments: which parts of a message travel beside the envelope.
//!
//! In: a message and its binding; WSDL 1.1 §5, WS-I Attachments Profile 1.0. Out: names of parts with their media types,
//! in the order of the binding.

use crate::diagnostic::code::Code;
use crate::wsdl::model as wsdl;

use crate::lower::contract::Direction;
use crate::lower::ctx::Ctx;

/// The parts of `message` that `bound` attaches.
pub(crate) fn of<'m>(
    ctx: &mut Ctx<'_, 'm>,
    message: &'m wsdl::Message,
    bound: Option<&'m wsdl::BindingMessage>,
    direction: Direction,
    losses: &mut Vec<String>,
) -> Vec<(&'m str, &'m [String])> {
    let Some(bound) = bound else {
        return Vec::new();
    };
    let in_body = bound.body.as_ref().and_then(|it| it.parts.as_deref());
    let mut res: Vec<(&'m str, &'m [String])> = Vec::new();
    for it in &bound.attachments {
        let part = match &it.part {
            Some(name) => message.parts.iter().find(|it| it.name == *name),
            // WSDL 1.1 §5.3: the name may be left out where there is one part only.
            None if message.parts.len() == 1 => message.parts.first(),
            None => None,
        };
        let name = it.part.as_deref().unwrap_or_default();
        let Some(part) = part else {
            let text = format!("message `{}` has no part `{name}` to attach", message.name);
            ctx.told
                .diagnostics
                .warning(Code::UnresolvedName, it.span, text);
            let way = match direction {
                Direction::Request => "sent",
                Direction::Response => "read",
            };
            losses.push(format!(
                "attachment `{name}` is not {way}: there is no such part"
            ));
            continue;
        };
        // WS-I Attachments Profile 1.0 §3.3: a part is bound once. One that `soap:body` names stands there.
        if in_body.is_some_and(|it| it.contains(&part.name)) {
            losses.push(format!(
                "part `{}` stands in the body and is no attachment besides",
                part.name
            ));
            continue;
        }
        res.push((&part.name, &it.media));
    }
    res
}
