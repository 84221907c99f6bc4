using ElectraGen.Runtime;
using ElectraGen.Training;

return await TrainingHost.RunAsync(ElectraModels.All, args);
