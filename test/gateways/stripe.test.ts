import { stripe } from '../../gateways/stripe/index.ts';
import { gatewayContract } from '../contract/gateway.ts';
import { stripeBench } from './stripe-bench.ts';

gatewayContract({ name: 'Stripe', kind: stripe, window: stripe.pageWindow, open: stripeBench });
