/**
 * What travels over the WebSocket: one table of commands, one of notifications, one of reasons, and
 * the reading and writing of frames from them. Knows of no session, no zone and no Kafka.
 */
package org.zonekeeper.gateway.protocol;
