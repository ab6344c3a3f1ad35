import type { SignIn, Transport } from '../../api';

/** A connection as it is looked at. */
export interface Subject {
  readonly connectionId: string;
  readonly name: string;
  readonly kind: 'sandbox' | 'selfHosted' | 'serviceApp' | 'person';
  readonly baseUrl: string;
  readonly repoId: string;
  readonly signIn: SignIn;
  /** What refuses writes on this side. */
  readonly readOnly: 'setting' | 'connection' | false;
}

/** What decides over the way through the network, as VS Code's settings and the environment have it. */
export interface NetworkSettings {
  /** `http.proxy` */
  readonly proxy: string;
  /** `http.noProxy` */
  readonly noProxy: readonly string[];
  /** `http.proxySupport` */
  readonly proxySupport: string;
  /** `http.fetchAdditionalSupport`: off, VS Code's fetch knows neither proxies nor the system's certificates. Another transport does not go by it. */
  readonly fetchSupport: boolean;
  /** Requests go by VS Code's own fetch, not by node-fetch. */
  readonly usesFetch: boolean;
  /** Whether VS Code asks the system for a proxy where nothing else names one, and which: on a remote host the desktop's. */
  readonly systemProxy: 'own' | 'desktop' | 'notAsked';
  /** `http.systemCertificates` */
  readonly systemCertificates: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** The host names it is made for. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch, as the end. */
  readonly validFrom: number;
  readonly validTo: number;
  readonly selfSigned: boolean;
}

/** What a server says of itself before anything is asked. Nothing of it has been trusted. */
export interface Handshake {
  readonly protocol: string;
  /** The server's own certificate. */
  readonly certificate: Certificate;
  /** Whether the authority is one of those that every browser knows. */
  readonly publicAuthority: boolean;
  /** Whether the certificate is made for the host that was asked for. */
  readonly matchesHost: boolean;
}

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** A proxy that speaks HTTP, with the credentials it is called with. */
export interface HttpProxy extends Place {
  /** `user:password` */
  readonly credentials?: string | undefined;
}

/** How a proxy answers `CONNECT`. */
export interface TunnelAnswer {
  readonly status: number;
  /** `Proxy-Authenticate`, all of them in one. */
  readonly asksFor?: string | undefined;
}

/** The outside world. Everything here reads; nothing writes. */
export interface Probes {
  /** The addresses of a host. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Opens a connection and closes it again. */
  readonly connect: (place: Place, signal: AbortSignal) => Promise<void>;
  readonly tunnel: (proxy: HttpProxy, to: Place, signal: AbortSignal) => Promise<TunnelAnswer>;
  readonly handshake: (to: Place, proxy: HttpProxy | undefined, signal: AbortSignal) => Promise<Handshake>;
  /** The way that all requests of the extension go. */
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
