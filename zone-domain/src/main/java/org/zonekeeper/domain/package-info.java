/**
 * A zone in plain Java: inputs go in, events and orders come out; no Kafka, no clock, no chance.
 */
package org.zonekeeper.domain;
