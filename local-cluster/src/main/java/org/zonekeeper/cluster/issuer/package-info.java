/**
 * An OpenID Connect issuer for development: for the demo, tests, benchmarks and robots. Its
 * accounts are anybody's, so nothing of it belongs into production; the gateway knows of no issuer
 * in particular.
 */
package org.zonekeeper.cluster.issuer;
