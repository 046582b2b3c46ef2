//! From the model to the IR: names, types, presence, boxing, order.
