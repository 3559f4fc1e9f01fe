import { Module } from '@nestjs/common';
import { ExpoModule } from '../expo/index.ts';
import { HomeController } from './home/home.controller.ts';
import { SearchController } from './search/search.controller.ts';

@Module({ imports: [ExpoModule], controllers: [HomeController, SearchController] })
export class InsightsModule {}
