//! Reading: a document in, proposed entries of the record out, each with the exact words it rests on.
