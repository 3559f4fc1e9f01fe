import { Module } from '@nestjs/common';
import { ExpoModule } from '../expo/index.ts';
import { HomeController } from './home/home.controller.ts';

@Module({ imports: [ExpoModule], controllers: [HomeController] })
export class InsightsModule {}
