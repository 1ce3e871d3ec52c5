/** Makes the contract's generated classes known to Avro; below them, because each asks for it. */
package org.zonekeeper.schemas.trust;
