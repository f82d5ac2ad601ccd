//! Mentions into the light DOM, and back out.
