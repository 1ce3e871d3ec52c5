/**
 * Sessions of agents' desktops and of supervisors' consoles: who is logged on where, what each has
 * been told, what to tell again on resume. One thread, the desk's; no Kafka, no socket.
 */
package org.zonekeeper.gateway.session;
