//! What shape a type has: from the declarations of a schema to structs, enums and the entries of their members.

pub(super) mod arrays;
pub(super) mod attributes;
pub(super) mod choices;
pub(super) mod content;
pub(super) mod derivation;
pub(super) mod enumerations;
pub(super) mod facets;
pub(super) mod families;
pub(super) mod groups;
pub(super) mod members;
pub(super) mod particles;
pub(super) mod presence;
pub(super) mod secrets;
pub(super) mod stand_ins;
pub(super) mod structs;
pub(super) mod terms;
pub(super) mod types;
pub(super) mod values;
