//! From the IR to tokens. Infallible; never names, sorts or decides.
