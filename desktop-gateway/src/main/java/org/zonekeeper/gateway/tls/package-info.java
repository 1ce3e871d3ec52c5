/** TLS by PEM files: certificate and key, read anew when they change. */
package org.zonekeeper.gateway.tls;
