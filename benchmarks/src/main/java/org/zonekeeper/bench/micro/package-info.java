/**
 * JMH benchmarks of what an Agent Manager does with every record, without Kafka: deciding,
 * applying, encoding, decoding, following.
 */
package org.zonekeeper.bench.micro;
