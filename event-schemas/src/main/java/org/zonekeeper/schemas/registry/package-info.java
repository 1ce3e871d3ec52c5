/**
 * Our own small client of the Confluent Schema Registry REST protocol. It exists because
 * Confluent's Java artifacts are not on Maven Central. {@link
 * org.zonekeeper.schemas.registry.SchemaRegistryClient} is the entry; {@link
 * org.zonekeeper.schemas.registry.RegistrySettings} says where and how; every failure is a {@link
 * org.zonekeeper.schemas.registry.RegistryException}.
 */
package org.zonekeeper.schemas.registry;
