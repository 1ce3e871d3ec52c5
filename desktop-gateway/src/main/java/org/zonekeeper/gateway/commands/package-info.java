/**
 * From a client's message to a record of the commands topic, and from the journal's answer back to
 * the client: each command is answered exactly once.
 */
package org.zonekeeper.gateway.commands;
