/**
 * How large what arrives may be, and which characters names may have: one rule for the gateway,
 * which answers with it, and for whoever reads a record.
 */
package org.zonekeeper.schemas.limit;
