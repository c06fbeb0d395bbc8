//! Reads structs from JSON objects only. By default, serde also reads a struct from a list of its
//! fields.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

/// An object, or null.
pub(crate) fn option<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::<ObjectOf<T>>::deserialize(deserializer)?.map(|object| object.0))
}

/// A list of objects, or null.
pub(crate) fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    let objects = Option::<Vec<ObjectOf<T>>>::deserialize(deserializer)?;
    Ok(objects.map(|objects| objects.into_iter().map(|object| object.0).collect()))
}

struct ObjectOf<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ObjectOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_map(FieldsVisitor(PhantomData))
            .map(Self)
    }
}

struct FieldsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldsVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

#[cfg(test)]
mod tests {
    use crate::selling::BookingRequest;

    #[test]
    fn a_list_is_no_object() {
        let read = serde_json::from_str::<BookingRequest>;
        assert!(
            read(r#"{"best_available":{"quantity":2}}"#)
                .is_ok_and(|request| request.best_available.is_some())
        );
        assert!(
            read(r#"{"best_available":null}"#)
                .is_ok_and(|request| request.best_available.is_none())
        );
        for text in [
            r#"{"best_available":[2,null,null,null]}"#,
            r#"{"area":["floor",2]}"#,
            r#"{"best_available":2}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
