/** The running gateway: settings, the desk's thread, the WebSocket server, and the command line. */
package org.zonekeeper.gateway.app;
