/**
 * The bytes of records on topics and in state stores. {@link
 * org.zonekeeper.schemas.wire.ContractSerdes} writes and reads topics in the Confluent wire format;
 * {@link org.zonekeeper.schemas.wire.StateCodec} writes and reads state stores and needs no
 * registry.
 */
package org.zonekeeper.schemas.wire;
