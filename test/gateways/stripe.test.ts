import { gatewayContract } from '../contract/gateway.ts';
import { stripeBench } from './stripe-bench.ts';

gatewayContract({ name: 'Stripe', open: stripeBench });
