//! [`HttpError`]: an answer that is not SOAP.

use std::error::Error;
use std::fmt;

use http::StatusCode;

use crate::bounded::{cut, debug_bounded, display_bounded};
use crate::soap::Excerpt;
use crate::soap::excerpt::Escaped;
use crate::xml::DecodeError;

/// An answer that is not SOAP.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The `Content-Type`, if there is one.
    pub content_type: Option<String>,
    /// The `Content-Encoding` that the body still has, if there is one.
    pub content_encoding: Option<String>,
    /// What is wrong.
    pub problem: HttpProblem,
    /// Where a redirect points to, without query and user information.
    pub location: Option<String>,
    /// The schemes by which the server or a proxy wants to be told who calls (`Basic`, `Digest`, `Negotiate`, …), in its
    /// order; RFC 9110 §11.3.
    pub challenges: Vec<String>,
    /// The beginning of the body.
    pub excerpt: Excerpt,
    /// Why the body cannot be read, where it looks like XML.
    pub cause: Option<DecodeError>,
}

/// What is wrong with an answer that is not SOAP.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum HttpProblem {
    /// The status is an error's, and the body holds no fault that can be read.
    Status,
    /// A redirect. They are not followed: the request may hold credentials.
    Redirect,
    /// There is no body although the operation has an answer.
    Empty,
    /// The content type is not XML's, and the content is no envelope.
    ContentType,
    /// The body is XML, but no SOAP envelope.
    NotSoap,
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display_bounded(f, |f| {
            f.write_str(match self.problem {
                HttpProblem::Status => "the server refused the request",
                HttpProblem::Redirect => "the server redirects, which is not followed",
                HttpProblem::Empty => "the answer is empty",
                HttpProblem::ContentType => "the answer is not XML",
                HttpProblem::NotSoap => "the answer is not SOAP",
            })?;
            write!(f, ": HTTP {}", self.status)?;
            let mut say = |what: &str, text: &Option<String>| match text {
                Some(text) => write!(f, "{what}{}", Escaped(cut(text, 200))),
                None => Ok(()),
            };
            say(", ", &self.content_type)?;
            say(", Content-Encoding ", &self.content_encoding)?;
            say(", to ", &self.location)?;
            if !self.challenges.is_empty() {
                say(", asks for ", &Some(self.challenges.join(" or ")))?;
            }
            if let Some(cause) = &self.cause {
                write!(f, ": {cause}")?;
            }
            if self.excerpt.total_bytes() > 0 {
                write!(f, ": {}", self.excerpt)?;
            }
            Ok(())
        })
    }
}

impl fmt::Debug for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bounded(f, |f| {
            f.debug_struct("HttpError")
                .field("problem", &self.problem)
                .field("status", &self.status)
                .field("content_type", &self.content_type)
                .field("content_encoding", &self.content_encoding)
                .field("location", &self.location)
                .field("challenges", &self.challenges)
                .field("cause", &self.cause)
                .field("excerpt", &self.excerpt)
                .finish()
        })
    }
}

impl Error for HttpError {}
