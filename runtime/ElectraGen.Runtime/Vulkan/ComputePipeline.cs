using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>A compiled kernel with the layout of its push constants.</summary>
internal sealed unsafe class ComputePipeline : IDisposable
{
    private readonly LogicalDevice device;

    private ComputePipeline(LogicalDevice device, Pipeline handle, PipelineLayout layout)
    {
        this.device = device;
        Handle = handle;
        Layout = layout;
    }

    public Pipeline Handle { get; }

    public PipelineLayout Layout { get; }

    /// <param name="device">The device.</param>
    /// <param name="spirv">A module with the entry point <c>main</c>.</param>
    /// <param name="pushConstantBytes">Bytes of its push constants.</param>
    /// <param name="subgroupSize">Width that its subgroups must have, all of them full; 0 where any will do.</param>
    public static ComputePipeline Create(LogicalDevice device, ReadOnlySpan<byte> spirv, int pushConstantBytes, int subgroupSize = 0)
    {
        Vk api = device.Api;
        PushConstantRange range = new(ShaderStageFlags.ComputeBit, 0, (uint)pushConstantBytes);
        PipelineLayoutCreateInfo layoutInfo = new(pushConstantRangeCount: 1, pPushConstantRanges: &range);
        api.CreatePipelineLayout(device.Handle, in layoutInfo, null, out PipelineLayout layout).Check();

        ShaderModule module = default;
        try
        {
            fixed (byte* code = spirv, entryPoint = "main\0"u8)
            {
                ShaderModuleCreateInfo moduleInfo = new(codeSize: (nuint)spirv.Length, pCode: (uint*)code);
                api.CreateShaderModule(device.Handle, in moduleInfo, null, out module).Check();
                PipelineShaderStageRequiredSubgroupSizeCreateInfo subgroups = new(requiredSubgroupSize: (uint)subgroupSize);
                PipelineShaderStageCreateInfo stage = new(stage: ShaderStageFlags.ComputeBit, module: module, pName: entryPoint);
                if (subgroupSize > 0)
                {
                    stage.PNext = &subgroups;
                    stage.Flags = PipelineShaderStageCreateFlags.RequireFullSubgroupsBit;
                }
                ComputePipelineCreateInfo info = new(stage: stage, layout: layout);
                Pipeline handle;
                api.CreateComputePipelines(device.Handle, default, 1, &info, null, &handle).Check();
                return new ComputePipeline(device, handle, layout);
            }
        }
        catch
        {
            api.DestroyPipelineLayout(device.Handle, layout, null);
            throw;
        }
        finally
        {
            // A finished pipeline needs its module no more; destroying one that there is not does nothing
            api.DestroyShaderModule(device.Handle, module, null);
        }
    }

    public void Dispose()
    {
        device.Api.DestroyPipeline(device.Handle, Handle, null);
        device.Api.DestroyPipelineLayout(device.Handle, Layout, null);
    }
}
