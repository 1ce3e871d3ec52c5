/**
 * A real Kafka broker and schema registry, and any other JVM, as child processes on one machine.
 */
package org.zonekeeper.cluster;
