using ElectraGen.Models;
using ElectraGen.Training;

return await TrainingHost.RunAsync(PublishedModels.All, args);
