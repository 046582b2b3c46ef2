//! The graph of documents: a root WSDL and all that it imports and includes.
