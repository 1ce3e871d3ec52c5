/**
 * The journal on disk, for years: compressed Avro container files, one zone each, with a manifest
 * of ranges and checksums. Every event keeps the very bytes and the schema it was written with.
 */
package org.zonekeeper.audit.archive;
